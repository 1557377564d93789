import { describe, expect, it } from 'vitest';
import { freeName, isPictureOfText, pastedExtension } from '../../../../src/shared/domain/pastedText';

describe('a pasted text that becomes a file', () => {
  it.each([
    ['{"a": 1}', 'json'],
    ['{ not json', 'txt'],
    ['<!DOCTYPE html><p>', 'html'],
    ['<?xml version="1.0"?><a/>', 'xml'],
    ['diff --git a/x b/x\n', 'diff'],
    ['name\tcity\nAda\tLondon', 'tsv'],
    ['Intro\n\n## Part\ntext', 'md'],
    ['# 标题\n', 'md'],
    ['just words', 'txt'],
  ])('%j is named by its kind: %s', (text, extension) => {
    expect(pastedExtension(text)).toBe(extension);
  });

  it('gets a name of its own', () => {
    expect(freeName('Pasted text', 'md', [])).toBe('Pasted text.md');
    expect(freeName('Pasted text', 'md', ['Pasted text.md', 'Pasted text 2.md'])).toBe('Pasted text 3.md');
  });
});

describe('a picture on the clipboard', () => {
  const picture = (name = 'image.png') => [{ name, type: 'image/png' }];
  it.each([
    ['cells of a spreadsheet', '1\t2', ['text/plain', 'text/html', 'Files'], picture(), true],
    ['text that came with its picture alone', 'words', ['text/plain', 'Files'], picture(), true],
    ['a screenshot', '', ['Files'], picture(), false],
    ['a picture copied in a browser', '', ['text/html', 'Files'], picture(), false],
    ['a picture copied in a file manager', '/home/me/photo.png', ['text/plain', 'Files'], picture('photo.png'), false],
    ['a file of another kind', 'words', ['text/html', 'Files'], [{ name: 'a.pdf', type: 'application/pdf' }], false],
  ])('of %s is or is not one of the text beside it', (_name, text, types, files, isPicture) => {
    expect(isPictureOfText(text, types, files)).toBe(isPicture);
  });
});
