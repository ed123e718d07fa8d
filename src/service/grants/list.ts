/** The work of each grant type that brings something to be exchanged: a line for each file. */

import { onFirstUse } from "../../ports/soon.ts";
import { CIBA } from "../../protocol/ciba/grant-type.ts";
import { DEVICE_CODE } from "../../protocol/device/grant-type.ts";
import type { CibaFacts } from "../../protocol/grants/ciba/facts.ts";
import type { DeviceFacts } from "../../protocol/grants/device-code/facts.ts";
import type { GrantTypeName } from "../../protocol/grants/index.ts";
import { JWT_BEARER } from "../../protocol/grants/jwt-bearer/grant.ts";
import { TOKEN_EXCHANGE } from "../../protocol/grants/token-exchange/grant.ts";
import { authorizationCode } from "./authorization-code.ts";
import type { GrantWork } from "./grant-work.ts";
import { refreshToken } from "./refresh-token.ts";

/** Loaded with the first token that is exchanged. */
const exchangeModule = onFirstUse(() => import("./token-exchange.ts"));
const tokenExchange: GrantWork = {
  load: async (...given) => ({ facts: await (await exchangeModule()).loadExchange(...given) }),
};

/** Loaded with the first assertion. */
const assertionModule = onFirstUse(() => import("./jwt-bearer.ts"));
const jwtBearer: GrantWork = {
  load: async (...given) => (await assertionModule()).loadAssertion(...given),
};

/** Loaded with the first poll. */
const deviceModule = onFirstUse(() => import("./device-code.ts"));
const deviceCode: GrantWork = {
  load: async (...given) => (await deviceModule()).deviceCode.load(...given),
  refused: async (deps, facts, ...more) =>
    (await deviceModule()).deviceCode.refused?.(deps, facts as DeviceFacts, ...more),
};
const cibaModule = onFirstUse(() => import("./ciba.ts"));
const ciba: GrantWork = {
  load: async (...given) => (await cibaModule()).ciba.load(...given),
  refused: async (deps, facts, ...more) => (await cibaModule()).ciba.refused?.(deps, facts as CibaFacts, ...more),
};

export const WORK: Readonly<Partial<Record<GrantTypeName, GrantWork>>> = {
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  [TOKEN_EXCHANGE]: tokenExchange,
  [JWT_BEARER]: jwtBearer,
  [DEVICE_CODE]: deviceCode,
  [CIBA]: ciba,
};
