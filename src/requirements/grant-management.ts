/** What is required of grant management (Grant Management for OAuth 2.0, a draft of the OpenID Foundation). */
import { openid } from "../specs.ts";
import type { Level, Requirements } from "./define.ts";

const WRONG_WAY = "A wrong error code sends developers the wrong way.";
const FAILS = "Clients fail, although they do what the specification says.";
const OTHERS = "A client learns or changes what users have allowed another one.";
const MORE = "A client keeps what the user has taken away, or gets what the user wasn't asked for.";
const STAYS = "A client goes on with what it or the user has ended.";

type By = "grant-requests" | "grant-endpoint";

const required = <B extends By, N extends string>(
  by: `${B}/${N}`,
  section: string,
  says: string,
  threat: string,
  level: Level = "MUST",
) => ({ cites: [openid("grantManagement", section)] as const, level, says, threat, by });

export const grantManagement = {
  "grant-management/actions": required(
    "grant-requests/actions",
    "7.1",
    "grant_management_actions_supported is a list of create, merge, replace, query and revoke.",
    "Clients can't tell what they may do with a grant.",
  ),
  "grant-management/endpoint": required(
    "grant-requests/endpoint",
    "7.1",
    "If grants can be queried or revoked, grant_management_endpoint is a URL.",
    FAILS,
  ),
  "grant-management/grant-id": required(
    "grant-requests/grant-id",
    "5.5",
    "The token response for a new grant has a grant_id that is safe in URLs.",
    FAILS,
  ),
  "grant-management/unguessable": required(
    "grant-requests/unguessable",
    "5.5",
    "grant_id is long enough that nobody can guess it.",
    OTHERS,
    "SHOULD",
  ),
  "grant-management/same-id": required(
    "grant-requests/same-id",
    "5.2",
    "A grant that is merged keeps its grant_id.",
    "The client manages a grant that is out of date.",
  ),
  "grant-management/id-known": required(
    "grant-requests/id-unknown",
    "5.4",
    "A request with an unknown grant_id is refused as invalid_grant_id.",
    WRONG_WAY,
  ),
  "grant-management/id-of-client": required(
    "grant-requests/other-client",
    "5.2",
    "A request with the grant_id of another client is refused as invalid_grant_id.",
    OTHERS,
  ),
  "grant-management/action-known": required(
    "grant-requests/action-unknown",
    "5.4",
    "A request with an unknown grant_management_action is refused as invalid_request.",
    MORE,
  ),
  "grant-management/action-required": required(
    "grant-requests/action-required",
    "5.4",
    "If the metadata requires grant_management_action, a request without it is refused as invalid_request.",
    "The user is asked for one more grant, next to those that nobody ends.",
  ),
  "grant-management/confidential": required(
    "grant-requests/public-client",
    "5.1",
    "Public clients can't manage grants.",
    "Whoever has the identifier of a public client, which isn't secret, changes what users have allowed it.",
  ),
  "grant-management/merged": required(
    "grant-endpoint/merged",
    "5.2",
    "After merge, the grant has what it had and what was added.",
    "The client loses what the user has allowed it.",
  ),
  "grant-management/replaced": required(
    "grant-endpoint/replaced",
    "5.2",
    "After replace, the grant has only what the request asked for.",
    MORE,
  ),
  "grant-management/query": required(
    "grant-endpoint/queried",
    "6.4",
    "A query of a grant returns its scopes as JSON.",
    FAILS,
  ),
  "grant-management/no-tokens": required(
    "grant-endpoint/no-tokens",
    "6",
    "A query of a grant returns none of its tokens.",
    "Whoever may look up a grant can use it.",
  ),
  "grant-management/token-required": required(
    "grant-endpoint/unauthenticated",
    "6.6",
    "Without a valid access token, the response is 401.",
    OTHERS,
  ),
  "grant-management/scope-required": required(
    "grant-endpoint/without-scope",
    "6.6",
    "With an access token that hasn't got the scope, the response is 403.",
    "An API to which the client sends a token can look up and end what the user has allowed.",
  ),
  "grant-management/bound-to-client": required(
    "grant-endpoint/by-another",
    "6.6",
    "Another client can't query the grant.",
    OTHERS,
  ),
  "grant-management/unknown": required(
    "grant-endpoint/unknown",
    "6.6",
    "For an unknown grant, the response is 404.",
    WRONG_WAY,
  ),
  "grant-management/revoke": required(
    "grant-endpoint/revoked",
    "6.5",
    "To revoke a grant, DELETE returns 204, and then there is no such grant.",
    STAYS,
  ),
  "grant-management/refresh-tokens-end": required(
    "grant-endpoint/refresh-ended",
    "6.5",
    "The refresh tokens of a grant that is revoked end.",
    STAYS,
  ),
  "grant-management/access-tokens-end": required(
    "grant-endpoint/access-ended",
    "6.5",
    "The access tokens of a grant that is revoked end.",
    STAYS,
    "SHOULD",
  ),
} satisfies Requirements;
