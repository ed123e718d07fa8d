/** What a record keeps of the tokens of an exchange. */
import type { Actor } from "../../access-token.ts";
import { CONFIRMATION } from "../../grant-record.ts";
import {
  flag,
  json,
  members,
  number,
  oneOf,
  optional,
  type Shape,
  text,
  texts,
  variants,
  versioned,
} from "../../record.ts";
import { type BroughtToken, type ExchangeFacts, UNUSABLE } from "./facts.ts";

const BROUGHT_TOKEN = variants<BroughtToken>({
  unusable: { because: oneOf(...UNUSABLE), looks: optional(text) },
  found: {
    clientId: text,
    subject: text,
    scopes: texts,
    grantId: optional(number),
    personal: flag,
    expiresAt: optional(number),
    authTime: optional(number),
    cnf: optional(CONFIRMATION),
    act: optional(json as Shape<Actor>),
    mayAct: optional(json as Shape<Readonly<Record<string, unknown>>>),
  },
});

export const exchangeRecord = versioned(
  1,
  members<ExchangeFacts>({ subject: BROUGHT_TOKEN, actor: optional(BROUGHT_TOKEN) }),
);
