/** The device authorization grant at the token endpoint (RFC 8628 3.4). */
import type { Refusal } from "../../../reasons/index.ts";
import { rfc } from "../../../specs.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import { DEVICE_CODE } from "../../device/grant-type.ts";
import type { Grant } from "../../grant.ts";
import { mayRefresh } from "../authorization-code/grant.ts";
import type { GrantType } from "../grant-type.ts";
import { granted, type TokenGranted } from "../granted.ts";
import { scopeOfGrant } from "../scope-of-grant.ts";
import { allowedIn, type DeviceCase, deviceCodeChecks, foundIn } from "./checks.ts";
import { type DeviceFacts, detailsAllowed } from "./facts.ts";
import { deviceCodeRecord } from "./record.ts";
import { type DeviceRequest, readDeviceRequest } from "./request.ts";
import { deviceCodeSupplies } from "./supplies.ts";

export const deviceCode: GrantType<typeof DEVICE_CODE, DeviceRequest, DeviceFacts> = {
  name: DEVICE_CODE,
  cites: rfc(8628, "3.4"),
  exchanges: "A device code, once a user has allowed it on another device.",
  requires: "device_code",
  optional: true,
  read: readDeviceRequest,
  checks: deviceCodeChecks,
  grant: begin,
  details: ({ device }) => detailsAllowed(device),
  record: deviceCodeRecord,
  supplies: deviceCodeSupplies,
};

function begin(given: DeviceCase): TokenGranted | Refusal {
  const client = authenticated(given.client);
  const { at, grantId, subject, authTime, scopes, details, audience } = allowedIn(given);
  const grant: Grant = {
    ...{ id: grantId, clientId: client.id, subject, source: { kind: "device" }, scopes, createdAt: at, authTime },
    ...(audience !== undefined && { audience }),
    ...(details !== undefined && { authorizationDetails: details }),
    // The device isn't the browser in which the user has decided: it goes on when that one signs out.
    sessionId: undefined,
    nonce: undefined,
    refresh: undefined,
    revokedAt: undefined,
    revokedBecause: undefined,
  };
  return granted(given, scopeOfGrant(grant, given), {
    kind: "begin",
    grant,
    startRefresh: mayRefresh(client, scopes),
    uses: foundIn(given).id,
    of: "device",
  });
}
