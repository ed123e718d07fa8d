/** The JWT libraries of JavaScript, jsonwebtoken and jose, with what express-jwt and jwks-rsa add. */
import type { Dialect } from "./define.ts";
import { classic } from "./jsonwebtoken/classic.ts";
import { jose } from "./jsonwebtoken/jose.ts";

export const jsonwebtoken: Dialect = {
  provider: "jsonwebtoken",
  name: "jsonwebtoken and jose (JavaScript)",
  hosts: [],
  marks: [
    /\bJsonWebTokenError\b|\bTokenExpiredError\b|\bNotBeforeError\b/,
    /\bERR_J(?:WT|WS|WE|OSE|WKS)_[A-Z_]+\b/,
    /\bjwks-rsa\b|\bexpress-jwt\b/,
  ],
  signatures: [...classic, ...jose],
};
