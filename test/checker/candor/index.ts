/** Every set-up of Candor whose faults are tested, in `candor-*.test.ts` each. */
import { APIS_AT_CANDOR } from "./apis.ts";
import { CERTIFICATES_AT_CANDOR } from "./certificates.ts";
import { DEVICES_AT_CANDOR } from "./devices.ts";
import { FAPI_AT_CANDOR } from "./fapi.ts";
import { GRANTS_AT_CANDOR } from "./grants.ts";
import { KEYS_AT_CANDOR } from "./keys.ts";
import { LOGOUTS_AT_CANDOR } from "./logouts.ts";
import { MCP_AT_CANDOR } from "./mcp.ts";
import { PUSHING_AT_CANDOR } from "./pushing.ts";
import type { Setups } from "./start.ts";

export const AT_CANDOR: Setups = {
  ...APIS_AT_CANDOR,
  ...CERTIFICATES_AT_CANDOR,
  ...DEVICES_AT_CANDOR,
  ...FAPI_AT_CANDOR,
  ...GRANTS_AT_CANDOR,
  ...KEYS_AT_CANDOR,
  ...LOGOUTS_AT_CANDOR,
  ...MCP_AT_CANDOR,
  ...PUSHING_AT_CANDOR,
};
