/** How wordings are written: nouns and verbs by name in braces, `~` for some words between, `A & B` for both orders. */
import type { CauseCode } from "../../reasons/causes.ts";
import type { Subject } from "./subject.ts";

export interface Wording {
  readonly reason: CauseCode;
  /** How certain it is if a message says exactly this. */
  readonly weight: number;
  readonly says: RegExp;
  /** Words next to which it means something else. */
  readonly unless?: RegExp;
  /** The credential that the refused request must have contained. */
  readonly of?: readonly Subject[];
  /** The error that must accompany it. */
  readonly error?: RegExp;
  readonly tell?: string;
  readonly fix?: string;
}

const NAMES: Readonly<Record<string, string>> = {
  code: String.raw`(?<!(?:error|status|user|device|exit|country|response|result|http|source|verification|security|mfa|otp|zip|qr|sms|login|pass|java|reason|sub|error_sub)[ _-]?)\b(?:(?:authori[sz]ation|auth|authz|grant|oauth|access|authentication)[ _-]?)?code\b(?![ _-]?(?:verifier|challenge|flow|exchange|\d))(?!:? ?\d)`,
  refresh: String.raw`\brefresh[ _-]?token`,
  token: String.raw`(?<!(?:refresh|id|csrf|xsrf|device|unexpected|syntax|subject|antiforgery)[ _-]?)\b(?:(?:access|bearer|auth|security|jwt|json web|oauth)[ _-]?)?tokens?\b(?! (?:endpoint|request|url|type|response|exchange|server|issuer))(?![ _-]?(?:endpoint|url|type))|\bjwt\b`,
  client: String.raw`\b(?:oauth2?[ -])?(?:client|app|application|consumer|integration|api[ _-]?key)\b(?![ _-]?(?:secret|assertion|credential|auth))`,
  secret: String.raw`\b(?:(?:client|app|application|consumer|api)[ _-]?)?secret(?:[ _-]?key)?s?\b`,
  redirect: String.raw`\b(?:redirect(?:ion)?[ _-]?(?:ur[il]s?|url|link)?|call-?back[ _-]?(?:ur[il]s?|domain)|reply[ _-]?(?:ur[il]s?|address(?:es)?)|return[ _-]?(?:to[ _-]?)?ur[il])(?![a-z])`,
  verifier: String.raw`\b(?:code|pkce)[ _-]?verifier|codeVerifier|\bpkce[ _-]?code`,
  challenge: String.raw`\b(?:code|pkce)[ _-]?challenge(?![ _-]?method)|codeChallenge(?!Method)`,
  scope: String.raw`(?<!insufficient[ _-]?)\b(?:scopes?|permissions?)\b`,
  expired: String.raw`(?:expired|expires?\b(?!["']?(?:[ _-](?:in|at|on)\b|[:=]))|no longer valid|timed out|too old|\bstale\b|lifetime (?:is )?(?:over|exceeded|has passed))`,
  used: String.raw`(?:already (?:been )?(?:been )?(?:us(?:ed|ing)|redeemed|consumed|exchanged|claimed|spent)|(?:been )?(?:used|redeemed|consumed|exchanged) (?:already|before|more than once|twice|previously|up)|re-?us(?:e|ed)\b|replay|single[- ]use|(?:only|just) be (?:used|redeemed|exchanged) (?:once|one time)|used only once|previously (?:been )?(?:used|redeemed|consumed)|multiple times|has been (?:used|redeemed|consumed))`,
  revoked: `(?:revoked|invalidated|withdrawn|rescinded|black-?listed|de-?authori[sz]ed|no longer active|is (?:in|not )active)`,
  unknown: String.raw`(?:not (?:be )?(?:been )?found|do(?:es)? ?n[o'’]?t exist|not exists?\b|no such|unknown|un-?recogni[sz]ed|not recogni[sz]ed|could ?n[o'’]t (?:be )?(?:find|found|locate|resolve)|cannot (?:be )?(?:find|found|locate)|can't find|unable to (?:find|locate|look ?up|load)|not known|nonexist[ae]nt|non-existent|no longer exists?)`,
  invalid: String.raw`(?:in-?valid|not valid|incorrect|wrong|bad\b|not acceptable|malformed|isn't valid|could ?n[o'’]t be (?:verified|validated)|not correct|fail(?:ed|s|ure))`,
  mismatch: String.raw`(?:mis-?match(?:es|ed|ing)?|(?:do(?:es)?|did|do) ?n[o'’]?t (?:exactly )?(?:match|equal|correspond|agree|belong)|not (?:the )?(?:match(?:ing|ed)?|same|equal|identical)|differs?\b|different|must (?:exactly )?(?:match|be the same|be identical)|un-?equal|doesn.?t match)`,
  missing: String.raw`(?:missing|(?:is|are|was|were|be) (?:required|mandatory|needed|empty|absent|blank|null|undefined|not set)|required|must (?:be (?:provided|included|specified|present|supplied|sent|given|set|passed)|include|provide|specify|contain|send|supply|not be (?:empty|blank|null))|not (?:been )?(?:provided|present|specified|supplied|included|given|sent|passed|set)\b|can(?:not|'t| not) be (?:empty|null|blank|undefined|missing)|can't be blank|absent|without|\blacks?\b|no value|not contain|is mandatory|expected|omitted|undefined|\bempty\b)`,
  denied: `(?:(?:is|are|was|were|been|has|have)? ?(?:not|n't) (?:been )?(?:allowed|permitted|authori[sz]ed|enabled|granted|assigned|entitled|configured|approved|registered|available|subscribed|supported|whitelisted|activated|provisioned|eligible|set up|configured)|(?:may|can|must) ?not (?:use|request|be used|be requested)|cannot (?:use|request|be used|be requested)|un-?authori[sz]ed|disallowed|disabled|forbidden|restricted|denied|prohibited|not (?:have|include))`,
  other: `(?:another|different|other|wrong|not (?:the|this|your)|not (?:issued|belong|granted|intended|meant|generated|owned)|n[o'’]t (?:issued|belong|granted|owned))`,
  unsupported: `(?:(?:not|n't) (?:currently )?(?:supported|support|implemented|accepted|recogni[sz]ed|available|valid|offered|allowed|understood|enabled)|un-?supported|un-?known|un-?recogni[sz]ed|invalid|un-?expected|must be (?:one of|set to|equal|either|"|')|no longer (?:supported|available)|deprecated)`,
  signature: String.raw`\bsignatures?\b`,
  audience: String.raw`\b(?:audiences?|aud)\b`,
  issuer: String.raw`(?<!certificate[ -]|local )\b(?:issuer|iss)\b(?! certificate)`,
  algorithm: String.raw`\b(?:alg|algorithm|signing (?:method|algorithm))\b`,
};

const GAP = "[^\\n]{0,48}?";

function sourceOf(pattern: string): string {
  const both = pattern.split(" & ");
  const [a = "", b = ""] = both.map(single);
  return both.length === 2 ? `(?:${a}${GAP}${b}|${b}[^\\n]{0,28}?${a})` : a;
}

const single = (pattern: string): string =>
  pattern.replaceAll("~", GAP).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const source = NAMES[name];
    if (source === undefined && !/^\d+$/.test(name)) throw new Error(`no name ${name}`);
    return source === undefined ? `{${name}}` : `(?:${source})`;
  });

export type Besides = Omit<Wording, "reason" | "weight" | "says" | "unless"> & { readonly unless?: string };

/** One wording: any of the patterns. */
export function says(
  reason: CauseCode,
  weight: number,
  patterns: string | readonly string[],
  besides: Besides = {},
): Wording {
  const { unless, ...rest } = besides;
  const all = typeof patterns === "string" ? [patterns] : patterns;
  // A short word must not match inside another: the no of unknown.
  const spoken = (pattern: string): string =>
    /^(?:\(\?:[a-z |]*\bno\b|no )/.test(pattern) ? `\\b${sourceOf(pattern)}` : sourceOf(pattern);
  return {
    reason,
    weight,
    says: new RegExp(all.map(spoken).join("|"), "i"),
    ...rest,
    ...(unless === undefined ? {} : { unless: new RegExp(spoken(unless), "i") }),
  };
}
