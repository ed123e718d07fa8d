/** Amazon: Login with Amazon, the Selling Partner and Advertising APIs. */

import { api } from "./amazon/api.ts";
import { login } from "./amazon/login.ts";
import type { Dialect } from "./define.ts";

const CODE = "https://github.com/amzn/selling-partner-api-models/issues/807";

export const amazon: Dialect = {
  provider: "amazon",
  name: "Amazon",
  hosts: [
    "api.amazon.com",
    "api.amazon.co.uk",
    "api.amazon.co.jp",
    "www.amazon.com",
    "sellercentral.amazon.com",
    ".amazon.com",
    ".sellingpartnerapi-na.amazon.com",
  ],
  marks: [/amzn1\.(application|account)|\bAtz[ar]\||spapi_oauth_code|x-amz-access-token/i],
  signatures: [...login, ...api],
  departures: [
    { says: "SP-API returns its code as spapi_oauth_code and expects the token in x-amz-access-token.", page: CODE },
  ],
};
