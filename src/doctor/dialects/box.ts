/** Box: OAuth 2.0, JWT and client credentials grants, and the API. */

import { jwt } from "./box/jwt.ts";
import { oauth } from "./box/oauth.ts";
import type { Dialect } from "./define.ts";

const CODE = "https://github.com/box/box-java-sdk/issues/246";
const SUB = "https://support.box.com/hc/en-us/articles/360043691734";

export const box: Dialect = {
  provider: "box",
  name: "Box",
  hosts: ["api.box.com", "account.box.com", "app.box.com", ".box.com"],
  marks: [/box-request-id|box_sub(ject)?_type/i],
  signatures: [...jwt, ...oauth],
  departures: [
    { says: "The code lives 30 seconds.", page: CODE },
    { says: "A refused JWT names its claim in error_description.", page: SUB },
  ],
};
