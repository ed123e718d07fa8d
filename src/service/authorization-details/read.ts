/** Reads `authorization_details` (RFC 9396 2), and holds each against the schema of its type. Loaded with the first request that has any. */
import type { Registry } from "../../ports/registry.ts";
import type { AuthorizationDetail } from "../../protocol/access-token.ts";
import type { DetailType, SentDetail, SentDetails } from "../../protocol/authorization-details/details.ts";
import { faultOfDetail, type Validator, validatorOf } from "../../protocol/authorization-details/schema.ts";
import { isGranted } from "../../protocol/authorization-details/within.ts";
import { nearest } from "../../protocol/edits.ts";
import { isTooDeep, MOST_LEVELS } from "../../protocol/nesting.ts";
import { quotable } from "../../reasons/scrub.ts";
import { perVersion } from "../per-version.ts";

/** More than anybody reads before allowing them. */
const MOST = 20;

interface Known {
  readonly type: DetailType;
  readonly validator: Validator;
}

const typesIn = perVersion(
  ({ settings }: Registry): ReadonlyMap<string, Known> =>
    new Map(
      (settings.authorizationDetailsTypes ?? []).map((type) => [type.type, { type, validator: validatorOf(type) }]),
    ),
);

/** What is known of the details in a request. `granted`: those beyond which a token request may not go. */
export function readDetails(registry: Registry, text: string, granted?: readonly AuthorizationDetail[]): SentDetails {
  const sent = parsed(text);
  if (typeof sent === "string") return { is: "malformed", fault: sent };
  const types = typesIn(registry);
  const details = sent.map((one, at): SentDetail => {
    const known = types.get(one.type);
    if (known === undefined)
      return { type: quotable(one.type, 200), declared: false, near: nearest(one.type, [...types.keys()]) };
    const { api } = known.type;
    const beyond = granted === undefined ? undefined : !isGranted(one, granted);
    const fault = faultOfDetail(one, at, known.validator, api);
    return {
      ...{ type: one.type, declared: true },
      ...(api !== undefined && { api }),
      ...(fault !== undefined && { fault }),
      ...(beyond !== undefined && { beyond }),
    };
  });
  return { is: "read", details, values: sent };
}

/** The details, or what is wrong with the parameter. */
function parsed(text: string): readonly AuthorizationDetail[] | string {
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    return "isn't JSON";
  }
  if (!Array.isArray(sent)) return "isn't a JSON array";
  if (sent.length === 0) return "is an empty array";
  if (sent.length > MOST) return `has ${sent.length} entries, more than ${MOST}`;
  if (isTooDeep(sent)) return `has more than ${MOST_LEVELS} levels`;
  const at = sent.findIndex((one) => typeof one !== "object" || one === null || Array.isArray(one));
  if (at >= 0) return `has an entry that isn't a JSON object, at /${at}`;
  const untyped = sent.findIndex(({ type }) => typeof type !== "string" || type === "");
  return untyped >= 0 ? `has an entry without a type, at /${untyped}` : sent;
}
