import { createRandom, createRanked, type Random } from './random';

/** Words of one language by their place in a sentence. `rare`: a long tail, so that a search has something seldom to find. */
export interface Vocabulary {
  readonly noun: (random: Random) => string;
  readonly verb: (random: Random) => string;
  readonly quality: (random: Random) => string;
  readonly rare: (random: Random) => string;
}

const chineseNouns =
  '数据 模型 系统 问题 方法 接口 用户 文件 结果 参数 函数 内存 线程 请求 服务器 数据库 索引 缓存 网络 日志 测试 代码 算法 训练 样本 特征 误差 梯度 权重 向量 矩阵 概率 分布 方差 回归 分类 聚类 文本 图像 语音 翻译 摘要 标题 段落 句子 词语 语义 上下文 提示词 温度 令牌 预算 成本 价格 市场 客户 合同 报告 会议 计划 项目 团队 进度 风险 政策 教育 历史 文化 城市 天气 交通 旅行 酒店 航班 食物 菜谱 健康 睡眠 运动 医院 药物 症状 植物 动物 海洋 气候 能源 电池 芯片 屏幕 手机 电脑 键盘 软件 版本 配置 权限 密钥 证书 协议 端口 队列 消息 事件 状态 事务 备份 磁盘 容器 集群 节点 副本 分区 延迟 吞吐量 带宽'.split(
    ' ',
  );
const chineseVerbs =
  '优化 分析 设计 实现 检查 比较 计算 处理 解决 修改 删除 保存 读取 写入 发送 接收 训练 预测 评估 部署 监控 调试 测试 验证 记录 统计 估计 学习 理解 解释 总结 翻译 改写 整理 合并 拆分 排序 过滤 搜索 查询 更新 升级 恢复 迁移 压缩 加密 签名 授权 限制 重试 取消 等待 启动 停止 连接 断开 分配 释放 缓存 渲染'.split(
    ' ',
  );
const chineseQualities =
  '简单 复杂 高效 稳定 安全 可靠 灵活 准确 快速 缓慢 巨大 微小 明显 常见 罕见 重要 次要 必要 可选 独立 一致 连续 离散 线性 随机 稀疏 稠密 动态 静态 同步 异步 局部 全局 实时 长期'.split(
    ' ',
  );
const englishNouns =
  'data model system problem method interface user file result parameter function memory thread request server database index cache network log test code algorithm training sample feature error gradient weight vector matrix probability distribution variance regression classifier cluster text image speech translation summary title paragraph sentence token context prompt temperature budget cost price market customer contract report meeting plan project team schedule risk policy education history culture city weather traffic travel hotel flight food recipe health sleep exercise hospital medicine symptom plant animal ocean climate energy battery chip screen phone computer keyboard software version setting permission certificate protocol port queue message event state transaction backup disk container node replica partition latency throughput bandwidth'.split(
    ' ',
  );
const englishVerbs =
  'optimise analyse design implement check compare compute process solve change remove save read write send receive train predict evaluate deploy monitor debug verify record count estimate learn understand explain summarise translate rewrite arrange merge split sort filter search query update upgrade restore migrate compress encrypt sign authorise limit retry cancel start stop connect allocate release render'.split(
    ' ',
  );
const englishQualities =
  'simple complex efficient stable secure reliable flexible accurate fast slow large small obvious common rare important minor necessary optional independent consistent continuous discrete linear random sparse dense dynamic static synchronous asynchronous local global recent long'.split(
    ' ',
  );

/** The 3,755 characters of the first level of GB 2312, which Node can tell by decoding them. */
function commonCharacters(): readonly string[] {
  const decoder = new TextDecoder('gb18030');
  const characters: string[] = [];
  for (let row = 0xb0; row <= 0xd7; row += 1) {
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell += 1) {
      characters.push(decoder.decode(Uint8Array.of(row, cell)));
    }
  }
  return characters;
}

const tailWords = 30_000;

function chineseTail(): readonly string[] {
  const random = createRandom(3);
  const shuffled = [...commonCharacters()];
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    const other = random.below(index + 1);
    [shuffled[index], shuffled[other]] = [shuffled[other] ?? '', shuffled[index] ?? ''];
  }
  const character = createRanked(shuffled, 0.6);
  return Array.from({ length: tailWords }, () =>
    Array.from({ length: random.chance(0.75) ? 2 : 3 }, () => character(random)).join(''),
  );
}

function englishTail(): readonly string[] {
  const random = createRandom(4);
  const starts = 'b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sc sh sl st str t th tr v w wh z'.split(' ');
  const middles = 'a e i o u ai ea ou oo ie'.split(' ');
  const ends = 'b ck d ft g l ll m n nd ng nt p r rd rn s sh st t th x'.split(' ');
  const syllable = () => random.pick(starts) + random.pick(middles) + (random.chance(0.6) ? random.pick(ends) : '');
  return Array.from({ length: tailWords }, () =>
    Array.from({ length: 1 + random.below(3) + (random.chance(0.5) ? 1 : 0) }, syllable).join(''),
  );
}

/** Chinese words. The tail is made of real characters, yet few of its words are real ones. */
export const chinese: Vocabulary = {
  noun: createRanked(chineseNouns, 0.8),
  verb: createRanked(chineseVerbs, 0.8),
  quality: createRanked(chineseQualities, 0.8),
  rare: createRanked(chineseTail(), 0.9),
};

/** English words. The tail only sounds English. */
export const english: Vocabulary = {
  noun: createRanked(englishNouns, 0.8),
  verb: createRanked(englishVerbs, 0.8),
  quality: createRanked(englishQualities, 0.8),
  rare: createRanked(englishTail(), 0.9),
};
