import type { Thinking } from '../domain/conversation';
import type { ErrorClass } from '../domain/errors';
import type { ModelInfo, ThinkingAbility } from '../domain/model';
import type { Price } from '../domain/price';

/** An API platform known to us as data. No code: what differs is a named difference that the dialect understands. */
export interface VendorSpec {
  readonly id: string;
  readonly name: string;
  /** Own name of the model family for people who read Chinese, when there is one. */
  readonly nativeName?: string | undefined;
  readonly kind: 'vendor' | 'host' | 'local' | 'custom' | 'demo';
  readonly dialect: 'openai-chat';
  readonly regions: readonly VendorRegion[];
  /** False for local engines and the demo. */
  readonly needsKey: boolean;
  readonly key: KeyRules;
  readonly defaultModelId?: string | undefined;
  /** Models to open as lanes with a fresh key: one per model family that the platform serves, at most five; all stand in `models`. */
  readonly suggestedLanes: readonly string[];
  readonly models: readonly ModelSpec[];
  /** Ids that the vendor gave up or renamed, with what stands for them now. */
  readonly aliases?: { readonly [oldModelId: string]: ModelAlias } | undefined;
  /** Rules for ids by their beginning: for models typed by hand or listed, and for families in `models`. */
  readonly modelRules?: readonly ModelRule[] | undefined;
  readonly modelList: ModelListRules;
  readonly request: RequestRules;
  readonly stream: StreamRules;
  readonly errors: ErrorRules;
  readonly balance?: BalanceRules | undefined;
  readonly limits: {
    readonly maxConcurrent: number;
    readonly firstByteTimeoutMs: number;
    readonly idleTimeoutMs: number;
  };
  /** Source addresses of the facts in this file, with the day they were read. */
  readonly sources: readonly { readonly address: string; readonly readOn: string }[];
}

export interface VendorRegion {
  readonly id: string;
  /** Key of the region's name in the translations: `china`, `international`, `hong-kong`, `us`, `local`, `worldwide`. */
  readonly label: string;
  readonly baseUrl: string;
  /** Page on which the user makes a key for this region. */
  readonly keyPage?: string | undefined;
  readonly billingPage?: string | undefined;
  readonly currency?: 'USD' | 'CNY' | undefined;
}

export interface KeyRules {
  /** Prefixes a key of this platform can have; empty when none is documented. */
  readonly prefixes: readonly string[];
  /** Prefixes of keys that belong to another product of the vendor and never work here, with a word of ours for the reason. */
  readonly refusedPrefixes: readonly { readonly prefix: string; readonly reason: string }[];
}

/** A model with the named differences of its requests; what is undefined falls back to the vendor's `modelRules` and `request`. */
export interface ModelSpec extends ModelInfo {
  readonly request?: Partial<RequestRules> | undefined;
  /** Prices in other currencies than `price`, for the regions that bill in them. */
  readonly otherPrices?: readonly Price[] | undefined;
}

interface ModelAlias {
  readonly modelId: string;
  /** Set where the old id also meant a position of the thinking switch. */
  readonly thinking?: Thinking | undefined;
}

/**
 * What is known of a family of ids. Compared without case with the whole id and with its part after the last slash; all matching rules
 * apply, and what an earlier one says wins over a later one.
 */
export interface ModelRule {
  /** Beginning of the id; empty for every id. */
  readonly prefix: string;
  /** Must stand anywhere in the id as well. */
  readonly contains?: string | undefined;
  readonly thinking?: ThinkingAbility | undefined;
  readonly efforts?: readonly string[] | undefined;
  readonly input?: ModelInfo['input'] | undefined;
  readonly request?: Partial<RequestRules> | undefined;
}

/** How `GET /models` of this platform is read. */
interface ModelListRules {
  readonly path: string;
  readonly isPublic?: boolean | undefined;
  readonly includePrefixes?: readonly string[] | undefined;
  readonly excludeSubstrings?: readonly string[] | undefined;
  /** Entries with another `type` than this are left out; entries without one stay. */
  readonly onlyType?: string | undefined;
  /** Unit of the prices in the list. */
  readonly priceUnit?: 'usd-per-token' | 'cny-per-1000-tokens' | undefined;
}

export interface RequestRules {
  /** Field that caps the output. */
  readonly outputCapField: 'max_tokens' | 'max_completion_tokens';
  /** Sampling fields that may be sent when the user set them. */
  readonly sampling: readonly SamplingField[];
  /** Those of `sampling` that have an effect while the model thinks, where that is fewer; the others are then not sent. */
  readonly samplingWhileThinking?: readonly SamplingField[] | undefined;
  readonly temperatureRange?: readonly [min: number, max: number] | undefined;
  readonly seedMax?: number | undefined;
  readonly stopLimits?: { readonly maxCount: number; readonly maxBytes?: number | undefined } | undefined;
  /** How thinking is switched. */
  readonly thinkingSwitch:
    | 'none'
    /** `thinking: { type: 'enabled' | 'disabled' }` */
    | 'thinking-type'
    /** `thinking: { type: 'adaptive' | 'disabled' }` */
    | 'thinking-adaptive'
    /** `enable_thinking: boolean` */
    | 'enable-thinking'
    /** `reasoning_effort: 'none'` switches off, `effortWhenOn` (or the user's effort) switches on */
    | 'effort-none'
    /** `reasoning: { enabled, effort }` */
    | 'reasoning-object'
    /** `chat_template_kwargs: { enable_thinking }` */
    | 'template-kwargs'
    /** `chat_template_kwargs: { thinking }` */
    | 'template-kwargs-thinking';
  /** How effort is sent; `none` when it cannot be tuned. */
  readonly effortField: 'none' | 'reasoning_effort' | 'reasoning.effort';
  /** Efforts of other vendors that this one takes for one of its own: sent as that, so that one setting can serve several lanes. */
  readonly effortSynonyms?: { readonly [effort: string]: string } | undefined;
  /** Effort that means "on" where the effort is the switch and the user chose none. */
  readonly effortWhenOn?: string | undefined;
  /** True for `thinking_budget` in tokens (with `reasoning-object`: `reasoning.max_tokens`). Never sent together with an effort. */
  readonly hasThinkingBudget: boolean;
  /** Which earlier reasoning goes back, as its own field of the assistant message. */
  readonly replay:
    | 'none'
    /** `reasoning_content` when stored. */
    | 'stored-reasoning'
    /** `reasoning_content` on every assistant message, an empty string when none is stored. */
    | 'always-reasoning'
    /** `reasoning_details` as received, else `reasoning_content`, else inline think tags as received. */
    | 'as-received'
    /** `reasoning_details` as received, nothing else. */
    | 'reasoning-details';
  /** Extra top-level fields always sent, such as `reasoning_split: true`. */
  readonly extraFields?: { readonly [field: string]: boolean | string | number } | undefined;
  readonly extraHeaders?: { readonly [header: string]: string } | undefined;
  /** How an interrupted answer is continued. */
  readonly continuation: /** Last message `{ role: 'assistant', partial: true }`. */
    | 'partial'
    /** Last message `{ role: 'assistant', prefix: true }` at `continuationBaseUrl`. */
    | 'prefix'
    /** The partial answer and a user message that asks to go on exactly where it broke off. */
    | 'instruction';
  /** Base address for continuation, when it is another path of the same host (DeepSeek's beta). */
  readonly continuationPath?: string | undefined;
  /** Where images are taken: data addresses only, or also public links. */
  readonly images: 'none' | 'data-url' | 'data-url-or-link';
  readonly maxImageBytes?: number | undefined;
  /** Pixels of a picture's sides, both bounds included, and how many times the shorter one the longer may be. */
  readonly imageSides?:
    | {
        readonly minPx?: number | undefined;
        readonly maxPx?: number | undefined;
        readonly maxRatio?: number | undefined;
      }
    | undefined;
  /** Of the whole request; only pictures come near to it. */
  readonly maxRequestBytes?: number | undefined;
  /** Media types taken; undefined when not documented. */
  readonly imageTypes?: readonly string[] | undefined;
}

export type SamplingField = 'temperature' | 'top_p' | 'seed' | 'stop';

export interface StreamRules {
  /** True when inline think tags may stand at the start of `content`. */
  readonly thinkTags: boolean;
  /** True when a lone closing tag means that everything before it was reasoning. */
  readonly openingTagMayBeMissing: boolean;
}

/**
 * Codes of the vendor's errors by class, compared without case against code, type and numbers in the text. HTTP status rules come after
 * them. Order: `firstTexts`, `codes`, `texts`, `statuses`, then what every HTTP status means by itself.
 */
export interface ErrorRules {
  /** Texts that say more than the code they come with, compared like `texts` but before `codes`. */
  readonly firstTexts?: readonly (readonly [text: string, errorClass: ErrorClass])[] | undefined;
  readonly codes: { readonly [vendorCode: string]: ErrorClass };
  /** Texts, compared without case as substrings, when no code matched. */
  readonly texts?: readonly (readonly [text: string, errorClass: ErrorClass])[] | undefined;
  /** HTTP statuses that mean something of their own on this platform. */
  readonly statuses?: { readonly [httpStatus: string]: ErrorClass } | undefined;
}

export interface BalanceRules {
  /** Path from the host's root (leading slash) that answers the balance. */
  readonly path: string;
  readonly shape: 'moonshot' | 'deepseek' | 'siliconflow' | 'openrouter';
}
