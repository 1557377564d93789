const sentences = [
  'The answer depends on what you mean by fast, and on which of the two machines you look at. ',
  '首先要说明的是，这个问题没有唯一的答案，需要结合具体的场景来分析。',
  'In practice most of the time goes into waiting for the network, not into computing anything. ',
  '我们可以把数据分成若干块，每一块单独处理，最后再合并结果。',
  'A "quoted" word, a path like C:\\temp, and `inline code` keep the escapes of JSON honest. ',
  '需要注意的是，缓存失效往往比缓存本身更难处理。\n\n',
  '- first point: keep it simple\n- second point: measure before you change anything\n\n',
];

/** Text of at least so many characters, Chinese and English mixed, always the same. */
export function prose(characters: number): string {
  let text = '';
  for (let index = 0; text.length < characters; index++) text += sentences[(index * 5) % sentences.length];
  return text.slice(0, characters);
}
