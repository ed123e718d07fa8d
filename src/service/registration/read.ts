/** Reads the metadata of an application, with everything that judging it needs. */
import { type ReadRegistration, readRegistration } from "../../admin/registration/read.ts";
import type { Members } from "../../admin/representation.ts";
import { offeredTypes } from "../../protocol/response-types.ts";
import { stateAt } from "../../protocol/scope/catalogue.ts";
import { besideIn } from "../admin/change.ts";
import type { Deps } from "../deps.ts";
import { logoAt, sectorAt } from "./fetched.ts";

/** `now` in milliseconds. */
export async function readMetadata(deps: Deps, body: Members, id: string, now: number): Promise<ReadRegistration> {
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
  });
}
