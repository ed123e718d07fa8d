/** The servers of `test/checker/peers.test.ts`, in the order of the guide's table. */
import type { Checkable } from "./define.ts";
import { NODE_OAUTH2_SERVER } from "./node-oauth2-server.ts";
import { OAUTH2_MOCK_SERVER } from "./oauth2-mock-server.ts";
import { OIDC_PROVIDERS } from "./oidc-provider-setups.ts";

export const PEERS: readonly Checkable[] = [...OIDC_PROVIDERS, NODE_OAUTH2_SERVER, OAUTH2_MOCK_SERVER];
