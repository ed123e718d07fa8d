/** What an application asked for when it registered itself and didn't get: members that this server ignores, and values beyond the policy. */
import type { LeftOut } from "../../ports/registered.ts";
import { responseTypeNamed } from "../../protocol/response-types.ts";
import type { Members } from "../representation.ts";
import { isTexts } from "./faults.ts";
import { MEMBERS } from "./members.ts";
import type { ReadRegistration } from "./read.ts";

/** Of each registration. A body may have thousands of members and values. */
const [MOST, LONGEST] = [20, 100];

/** They name the registration, and ask for nothing. */
const IDENTITY: ReadonlySet<string> = new Set([
  ...["client_id", "client_secret", "client_id_issued_at", "client_secret_expires_at"],
  ...["registration_access_token", "registration_client_uri"],
]);

/** Empty if it got everything. Values are kept only of members that name scopes, grant types and response types. */
export function leftOut(body: Members, { client, logoUri, members }: ReadRegistration): readonly LeftOut[] {
  if (client === undefined) return [];
  const got: Readonly<Record<string, readonly string[]>> = {
    scope: client.scopes,
    grant_types: [...client.grantTypes, "implicit"],
    response_types: members.response_types as readonly string[],
  };
  const wasLeftOut = (name: string): boolean => {
    const member = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
    if (member === undefined || member.is === "ignored") return true;
    if (name === "logo_uri") return logoUri === undefined;
    return member.is === "setting" && client[member.name as keyof typeof client] === undefined;
  };
  return Object.entries(body)
    .filter(([name, value]) => value !== null && value !== undefined && value !== "" && !IDENTITY.has(name))
    .flatMap(([name, value]): readonly LeftOut[] => {
      const has = got[name];
      if (has === undefined) return /^[\w#:.-]{1,100}$/.test(name) && wasLeftOut(name) ? [{ member: name }] : [];
      const values = valuesIn(name, value).filter((one) => !has.includes(one) && one.length <= LONGEST);
      return values.length === 0 ? [] : [{ member: name, values: values.slice(0, MOST) }];
    })
    .slice(0, MOST);
}

function valuesIn(name: string, value: unknown): readonly string[] {
  if (name === "scope") return typeof value === "string" ? [...new Set(value.split(" "))].filter(Boolean) : [];
  if (!isTexts(value)) return [];
  return [...new Set(name === "response_types" ? value.map(responseTypeNamed) : value)];
}
