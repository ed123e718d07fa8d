/** All rules: what follows from the material itself, and what messages say in plain words. */
import { atEndpointRules } from "./at-endpoint.ts";
import { betweenRules } from "./between.ts";
import { clientAuthRules } from "./client-auth.ts";
import { clientSecretRules } from "./client-secret.ts";
import { codeRules } from "./code.ts";
import type { Rule } from "./define.ts";
import { environmentRules } from "./environment.ts";
import { flowRules } from "./flow.ts";
import { jwtRules } from "./jwt.ts";
import { jwtTimeRules } from "./jwt-times.ts";
import { mailRules } from "./mail.ts";
import { namedParameterRules } from "./named-parameter.ts";
import { pkceRules } from "./pkce.ts";
import { proxyRules } from "./proxy.ts";
import { quotedRules } from "./quoted.ts";
import { redirectMentionedRules } from "./redirect-mentioned.ts";
import { redirectUriRules } from "./redirect-uri.ts";
import { refreshTokenRules } from "./refresh-token.ts";
import { requestEndpointRules } from "./request-endpoint.ts";
import { requestFormRules } from "./request-form.ts";
import { requestParameterRules } from "./request-parameters.ts";
import { requestTypeRules } from "./request-types.ts";
import { requestValueRules } from "./request-values.ts";
import { resourceRules } from "./resource.ts";
import { scopeRules } from "./scope.ts";
import { scopeMissingRules } from "./scope-missing.ts";
import { scopeOfProviderRules } from "./scope-of-provider.ts";
import { scopeResourceRules } from "./scope-resources.ts";
import { settingsRules } from "./settings.ts";
import { standardErrors } from "./standard-errors.ts";
import { storyRules } from "./story.ts";
import { words } from "./words.ts";

export type { Rule } from "./define.ts";

export const rules: readonly Rule[] = [
  ...scopeRules,
  ...scopeMissingRules,
  ...scopeOfProviderRules,
  ...scopeResourceRules,
  ...requestFormRules,
  ...requestEndpointRules,
  ...requestTypeRules,
  ...requestParameterRules,
  ...requestValueRules,
  ...redirectUriRules,
  ...redirectMentionedRules,
  ...codeRules,
  ...refreshTokenRules,
  ...pkceRules,
  ...clientAuthRules,
  ...clientSecretRules,
  ...jwtTimeRules,
  ...jwtRules,
  ...flowRules,
  ...resourceRules,
  ...atEndpointRules,
  ...betweenRules,
  ...environmentRules,
  ...proxyRules,
  ...settingsRules,
  ...quotedRules,
  ...mailRules,
  ...storyRules,
  ...words,
  ...namedParameterRules,
  ...standardErrors,
];
