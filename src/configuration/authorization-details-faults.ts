/** Checks the types of authorization details, and those of clients. */
import { validatorOf } from "../protocol/authorization-details/schema.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";
import { allKnown, known } from "./known.ts";
import type { Configuration } from "./schema.ts";

/** What is wrong with the types, and with those of clients. */
export function* authorizationDetailsFaults({
  authorizationDetailsTypes: types,
  apis,
  clients,
  registration,
}: Pick<
  Configuration,
  "authorizationDetailsTypes" | "apis" | "clients" | "registration"
>): Generator<ConfigurationFault> {
  const names = types.map(({ type }) => type);
  const resources = apis.map(({ resource }) => resource);
  for (const [i, one] of types.entries()) {
    const key = `authorizationDetailsTypes[${i}]`;
    if (names.indexOf(one.type) !== i)
      yield {
        key: `${key}.type`,
        is: quoted(one.type),
        expected: "a different one, because each can be listed only once",
      };
    if (one.api !== undefined) yield* known(`${key}.api`, one.api, resources, "apis");
    try {
      validatorOf(one);
    } catch (error) {
      const is = error instanceof Error ? error.message : String(error);
      yield { key: `${key}.schema`, is: quoted(is), expected: "a JSON Schema of what is supported" };
    }
  }
  for (const [i, { authorizationDetailsTypes: own = [] }] of clients.entries())
    yield* allKnown(`clients[${i}].authorizationDetailsTypes`, own, names, "authorizationDetailsTypes");
  yield* allKnown(
    "registration.authorizationDetailsTypes",
    registration.authorizationDetailsTypes,
    names,
    "authorizationDetailsTypes",
  );
  for (const [i, name] of registration.authorizationDetailsTypes.entries())
    if (types.some(({ type, sensitive }) => type === name && sensitive))
      yield {
        key: `registration.authorizationDetailsTypes[${i}]`,
        is: quoted(name),
        expected: "a type that isn't sensitive, because nobody vouches for the app",
      };
}
