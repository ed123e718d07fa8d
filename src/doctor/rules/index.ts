/** All rules: what can be worked out from the material itself, and what messages say in plain words. */
import { clientAuthRules } from "./client-auth.ts";
import { credentialRules } from "./credentials.ts";
import type { Rule } from "./define.ts";
import { flowRules } from "./flow.ts";
import { jwtRules } from "./jwt.ts";
import { pkceRules } from "./pkce.ts";
import { redirectUriRules } from "./redirect-uri.ts";
import { requestFormRules } from "./request-form.ts";
import { requestParameterRules } from "./request-parameters.ts";
import { resourceRules } from "./resource.ts";
import { scopeRules } from "./scope.ts";
import { scopeResourceRules } from "./scope-resources.ts";
import { standardErrors } from "./standard-errors.ts";
import { words } from "./words.ts";

export type { Rule } from "./define.ts";

export const rules: readonly Rule[] = [
  ...scopeRules,
  ...scopeResourceRules,
  ...requestFormRules,
  ...requestParameterRules,
  ...redirectUriRules,
  ...credentialRules,
  ...pkceRules,
  ...clientAuthRules,
  ...jwtRules,
  ...flowRules,
  ...resourceRules,
  ...words,
  ...standardErrors,
];
