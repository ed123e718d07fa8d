/** Candor with devices and with call centers that ask users elsewhere. */

import { APPROVALS, CIBA_APPROVALS, notifying, PING_CLIENT } from "../keyed/ciba-approval-mutants.ts";
import { CIBA, CIBA_CLIENTS, PING } from "../keyed/ciba-mutants.ts";
import { quietPort } from "../keyed/documents.ts";
import { DEVICE, DEVICES } from "../peer-mutants/device.ts";
import { type Setups, startLikePeer, withSecret } from "./start.ts";

const desk = (id: string) => ({
  ...withSecret(id),
  scopes: ["openid", "read"],
  grantTypes: ["urn:openid:params:grant-type:ciba" as const],
});

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
    start: async () => {
      APPROVALS.notificationPort = await quietPort();
      const server = await startLikePeer({
        config: (issuer) => ({
          outbound: { privateNetworks: ["127.0.0.0/8", "::1"] },
          clients: [
            ...Object.values(CIBA_CLIENTS).map(({ client_id }) => desk(client_id)),
            {
              ...desk(PING_CLIENT.client_id),
              ...{ backchannelTokenDeliveryMode: "ping" as const, backchannelNotificationEndpoint: issuer + PING },
            },
          ],
        }),
      });
      APPROVALS.approvalUrl = `${server.issuer}/approve`;
      return server;
    },
    clients: () => ({ ...CIBA_CLIENTS, ping: PING_CLIENT }),
    extensions: APPROVALS,
    behind: notifying,
    mutants: { ...CIBA, ...CIBA_APPROVALS },
    patience: 20,
    clear: ["ciba"],
  },
};
