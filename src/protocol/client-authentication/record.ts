/** What a record keeps of the client that a request presented. */
import { CLIENT } from "../client-record.ts";
import { flag, members, number, optional, text, texts, variants } from "../record.ts";
import { sentJwtShape } from "../sent-jwt.ts";
import { ASSERTION_CLAIMS, type AssertionFacts } from "./assertion.ts";
import type { ClientFacts, Earlier } from "./facts.ts";

export const CLIENT_FACTS = members<ClientFacts>({
  throttled: optional(number),
  earlier: optional(members<Earlier>({ code: text, title: text, ref: text })),
  method: text,
  clientId: optional(text),
  client: optional(CLIENT),
  secret: variants<ClientFacts["secret"]>({
    absent: {},
    right: {},
    expired: { at: number },
    wrong: { length: number },
  }),
  assertion: optional(
    members<AssertionFacts>({
      jwt: sentJwtShape(ASSERTION_CLAIMS),
      audiences: texts,
      now: number,
      used: optional(flag),
    }),
  ),
});
