/** The second list of the authorization endpoint, by how the parameters came: themselves, pushed, or within a request object. */
import type { Check } from "../decision.ts";
import { objectlessCheck } from "../request-object/checks.ts";
import type { AuthorizationCase } from "./case.ts";
import { parameterChecks, personChecks } from "./checks.ts";
import { pushedChecks, unpushedChecks } from "./pushed-checks.ts";

export const authorizationChecks: readonly Check<AuthorizationCase>[] = [
  ...unpushedChecks,
  objectlessCheck,
  ...parameterChecks,
  ...personChecks,
];

/** The same for what is within a request object. */
export const objectAuthorizationChecks: readonly Check<AuthorizationCase>[] = [
  ...unpushedChecks,
  ...parameterChecks,
  ...personChecks,
];

/** The same for what comes with a request_uri. */
export const pushedAuthorizationChecks: readonly Check<AuthorizationCase>[] = [
  ...pushedChecks,
  ...parameterChecks,
  ...personChecks,
];
