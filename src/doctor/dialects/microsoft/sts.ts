/** How the signatures of the Microsoft dialects are written: a number, what it means, a message as Entra ID writes it. */
import type { CauseCode } from "../../../reasons/causes.ts";
import type { Meaning, Signature } from "../define.ts";

const LIST = "https://learn.microsoft.com/entra/identity-platform/reference-error-codes";

export const means = (reason: CauseCode, weight: number, fix: string, tell?: string): Meaning =>
  tell === undefined ? { reason, weight, fix } : { reason, weight, fix, tell };

/** The number as it is in a description, in `error_codes`, and in `error_uri`. */
export const number = (code: string | number): string =>
  `AADSTS${code}\\b|error_?codes?["'=:\\s[]{1,6}${code}\\b|/error\\?code=${code}\\b`;

/** One code of the token service. `also` narrows it to messages with these words; `id` then tells it from its siblings. */
export function sts(
  code: number,
  words: string,
  meanings: readonly Meaning[],
  more: Partial<Signature> & { readonly also?: string } = {},
): Signature {
  const { also, ...rest } = more;
  return {
    id: `AADSTS${code}`,
    says: new RegExp(also === undefined ? number(code) : `(?:${number(code)})[\\s\\S]{0,600}?(?:${also})`, "i"),
    distinctive: true,
    means: meanings,
    page: LIST,
    example: { description: `AADSTS${code}: ${words}` },
    ...rest,
  };
}

/** For codes that the public list leaves out: the service's own look-up page. */
export const lookup = (code: number): string => `https://login.microsoftonline.com/error?code=${code}`;
