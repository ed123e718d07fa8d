/** How an application that registers itself gets tokens: its grant types and response types, which must fit together (RFC 7591 2.1). */
import type { MetadataFault } from "../../protocol/registration/occasion.ts";
import { responseTypeNamed, returnedBy } from "../../protocol/response-types.ts";
import type { Members } from "../representation.ts";
import { fault, isTexts } from "./faults.ts";

export interface Grants {
  readonly types: readonly string[];
  readonly responses: readonly string[];
  readonly faults: readonly MetadataFault[];
}

/** What it may have: of the policy, and of what the authorization endpoint gives. */
export interface Offered {
  readonly grantTypes: readonly string[];
  readonly responseTypes: readonly string[];
}

/** Those that it asks for and may have. What it may not have is left out, if something remains. */
export function grantsOf({ grant_types: sent, response_types: sentTypes }: Members, offered: Offered): Grants {
  const faulty = (one: MetadataFault): Grants => ({ types: [], responses: [], faults: [one] });
  const expected = `a list with some of ${offered.grantTypes.join(", ")}`;
  const asked = sent ?? ["authorization_code"];
  if (!isTexts(asked)) return faulty(fault("grant_types", sent, expected));
  const types = [...new Set(asked)].filter((type) => offered.grantTypes.includes(type));
  const usesCodes = types.includes("authorization_code");
  const wanted = sentTypes ?? (usesCodes ? ["code"] : []);
  const some = `a list with some of ${offered.responseTypes.join(", ")}`;
  if (!isTexts(wanted)) return faulty(fault("response_types", sentTypes, some));
  const responses = [...new Set(wanted.map(responseTypeNamed))].filter((type) => offered.responseTypes.includes(type));
  if (types.length === 0 && responses.every((type) => returnedBy(type).code))
    return faulty(fault("grant_types", asked, expected));
  if (wanted.length > 0 && responses.length === 0) return faulty(fault("response_types", wanted, some));
  if (!usesCodes && responses.some((type) => returnedBy(type).code))
    return faulty(fault("response_types", wanted, "none with code, because grant_types lacks authorization_code"));
  return { types, responses, faults: [] };
}
