/** Candor with devices and with call centers that ask users elsewhere. */

import { CIBA, CIBA_CLIENTS } from "../keyed/ciba-mutants.ts";
import { DEVICE, DEVICES } from "../peer-mutants/device.ts";
import { type Setups, startLikePeer, withSecret } from "./start.ts";

export const DEVICES_AT_CANDOR: Setups = {
  devices: {
    start: () =>
      startLikePeer({
        config: () => ({
          clients: Object.values(DEVICES).map(({ client_id }) => ({
            ...withSecret(client_id),
            scopes: ["openid"],
            grantTypes: ["urn:ietf:params:oauth:grant-type:device_code" as const],
          })),
        }),
      }),
    clients: () => DEVICES,
    mutants: DEVICE,
    clear: ["device"],
  },
  "call centers": {
    start: () =>
      startLikePeer({
        config: () => ({
          clients: Object.values(CIBA_CLIENTS).map(({ client_id }) => ({
            ...withSecret(client_id),
            scopes: ["openid", "read"],
            grantTypes: ["urn:openid:params:grant-type:ciba" as const],
          })),
        }),
      }),
    clients: () => CIBA_CLIENTS,
    mutants: CIBA,
    patience: 20,
    clear: ["ciba"],
  },
};
