/** What users write in place of a value before they paste a request, and what was cut off. Its form says nothing of what was sent. */

const COVERED = [
  // Cut off, or replaced by one character.
  /…|\.{3}|[*•█]{2,}|x{4,}/i,
  /^(.)\1{2,}$/,
  /redacted|removed|hidden|omitted|masked|censored/i,
  /^[<[{(].*[>\]})]$|^\$\w+$|^\$?\{.*\}$/,
  /^(?:your|my|some|the|example|dummy|fake)[-_ ]|^(?:secret|code|token|foo|bar|abc|123)$/i,
];

export const isCovered = (value: string): boolean => COVERED.some((pattern) => pattern.test(value.trim()));
