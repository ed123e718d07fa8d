/** Candor that tells clients of sign-outs. */

import { quietPort } from "../keyed/documents.ts";
import { LOGOUTS_OF } from "../keyed/logout-mutants.ts";
import { BACK_CHANNEL, delivering, LEAVER, LOGOUTS } from "../keyed/logouts.ts";
import { CALLBACK } from "../peers/oidc-provider.ts";
import { PERSON, type Setups, startLikePeer, withSecret } from "./start.ts";

export const LOGOUTS_AT_CANDOR: Setups = {
  logouts: {
    start: async () => {
      LOGOUTS.logoutPort = await quietPort();
      return startLikePeer({
        config: (issuer) => ({
          outbound: { privateNetworks: ["127.0.0.0/8", "::1"] },
          clients: [
            {
              ...withSecret(LEAVER.client_id),
              ...PERSON,
              postLogoutRedirectUris: [CALLBACK],
              ...{ backchannelLogoutUri: issuer + BACK_CHANNEL, backchannelLogoutSessionRequired: true },
            },
          ],
        }),
      });
    },
    clients: ({ other }) => ({ web: LEAVER, other }),
    extensions: LOGOUTS,
    behind: delivering,
    mutants: LOGOUTS_OF,
    clear: ["logout", "logout-metadata", "back-channel-logout"],
  },
};
