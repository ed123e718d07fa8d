/** What a request says that exchanges a token (RFC 8693 2.1). */
import type { TokenRequest } from "../../token/facts.ts";
import type { Sent } from "../grant-type.ts";

/** The types as they were sent; none of a token that isn't sent. */
export interface ExchangeRequest extends TokenRequest {
  readonly subjectType: string | undefined;
  readonly hasActor: boolean;
  readonly actorType: string | undefined;
  readonly requestedType: string | undefined;
  readonly scope: string | undefined;
}

export const readExchangeRequest = ({ values, common }: Sent): ExchangeRequest => ({
  ...common,
  subjectType: values.get("subject_token_type"),
  hasActor: values.has("actor_token"),
  actorType: values.get("actor_token_type"),
  requestedType: values.get("requested_token_type"),
  scope: values.get("scope"),
});
