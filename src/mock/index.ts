/** `candor/mock`: an authorization server as a test double. It refuses on demand, by name, as Candor does. */

export type { Config } from "../configuration/schema.ts";
export type { PublicJwk } from "../ports/keys.ts";
export type { Code, Families, Family } from "../reasons/index.ts";
export type { MockClock, MockDuration } from "./clock.ts";
export type { MockEvidence } from "./evidence.ts";
export type { MockFailure } from "./failures.ts";
export { MockError } from "./fault.ts";
export type { MockJwksFault, MockKeys } from "./keys.ts";
export type { Mock, MockClient, MockDelay, MockRefusal } from "./mock.ts";
export type { MockConfig, MockOptions, MockUser } from "./options.ts";
export type { MockOrder, MockTarget } from "./orders.ts";
export type { MockFilter, MockRequest } from "./requests.ts";
export type { MockSignIn } from "./sign-in.ts";
export { startMock } from "./start.ts";
export type { MockAccessToken, MockIdToken, MockToken, MockTokenFault, MockTokens } from "./tokens.ts";
