/** Azure AD B2C: the AADB2C numbers that a client meets. */
import { grants } from "./azure-b2c/grants.ts";
import { requests } from "./azure-b2c/requests.ts";
import type { Means } from "./azure-b2c/rows.ts";
import type { Dialect, Meaning, Signature } from "./define.ts";

const PAGE = "https://learn.microsoft.com/en-us/azure/active-directory-b2c/error-codes";

const b2c = (code: number, words: string, means: Means): Signature => ({
  id: `AADB2C${code}`,
  says: new RegExp(`AADB2C${code}\\b`, "i"),
  distinctive: true,
  means: means.map(
    ([reason, weight, fix, tell]): Meaning => ({ reason, weight, fix, ...(tell !== undefined && { tell }) }),
  ),
  page: PAGE,
  example: { description: `AADB2C${code}: ${words}` },
});

export const azureB2c: Dialect = {
  provider: "azure-b2c",
  name: "Azure AD B2C",
  hosts: [".b2clogin.com"],
  marks: [/\bAADB2C\d{5}\b/, /\/(?:tfp\/)?[\w.-]+\.onmicrosoft\.com\/b2c_1a?_\w+/i, /[?&]p=b2c_1a?_\w+/i],
  signatures: [...requests, ...grants].flatMap(([codes, words, means]) => codes.map((code) => b2c(code, words, means))),
  departures: [
    {
      says: "Each policy (user flow) has URLs and an issuer of its own: a code or refresh token of one is refused at another.",
      page: "https://learn.microsoft.com/en-us/azure/active-directory-b2c/error-codes",
    },
  ],
};
