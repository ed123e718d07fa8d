/** Reads the metadata of an application, with everything that judging it needs. */
import { type ReadRegistration, readRegistration } from "../../admin/registration/read.ts";
import { withStatement } from "../../admin/registration/statement.ts";
import type { Members } from "../../admin/representation.ts";
import type { MetadataFault } from "../../protocol/registration/occasion.ts";
import { offeredTypes } from "../../protocol/response-types.ts";
import { stateAt } from "../../protocol/scope/catalogue.ts";
import { besideIn } from "../admin/change.ts";
import type { Deps } from "../deps.ts";
import { logoAt, sectorAt } from "./fetched.ts";
import { statementIn } from "./statement.ts";

/** What an application sent, and who vouches for it by a software statement. */
export interface ReadMetadata extends ReadRegistration {
  readonly statedBy?: string | undefined;
}

/** `kept`: the members of the registration before. `now` in milliseconds. */
export async function readMetadata(
  deps: Deps,
  body: Members,
  id: string,
  now: number,
  kept: Members = {},
): Promise<ReadMetadata> {
  const { software_statement: text } = body;
  const statement = await statementIn(deps, text, kept.software_statement, now);
  if (statement === undefined) return readWhole(deps, body, id, now);
  if ("faults" in statement) return readWhole(deps, body, id, now, statement.faults);
  const read = await readWhole(deps, withStatement(body, statement.claims), id, now, []);
  // A statement can be sent by others too. Only where tokens may go if it says so, it vouches for whoever sent it.
  const isBound = statement.claims.redirect_uris !== undefined || body.redirect_uris === undefined;
  // "its value MUST be returned unmodified" (RFC 7591 3.2.1).
  return {
    ...read,
    ...(isBound && { statedBy: statement.by }),
    members: { ...read.members, software_statement: text },
  };
}

async function readWhole(
  deps: Deps,
  body: Members,
  id: string,
  now: number,
  statement?: readonly MetadataFault[],
): Promise<ReadRegistration> {
  const { catalogue, settings } = deps.registry;
  const [logo, sector] = await Promise.all([logoAt(deps, body.logo_uri), sectorAt(deps, body.sector_identifier_uri)]);
  const scopes = settings.registration.scopes
    .flatMap((name) => catalogue.scopes.get(name) ?? [])
    .filter((scope) => !scope.sensitive && stateAt(scope, now).is !== "removed");
  return readRegistration(body, {
    ...{ policy: settings.registration, scopes, beside: besideIn(deps), id, logo },
    responseTypes: offeredTypes(settings),
    certificates: settings.mutualTls !== undefined,
    sector,
    statement,
  });
}
