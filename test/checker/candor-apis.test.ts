/** Candor with an API that `candor/resource` protects: each fault is found by the requirements that speak of it, and by no other. */

import { APIS_AT_CANDOR } from "./candor/apis.ts";
import { judge } from "./candor/judged.ts";

judge(APIS_AT_CANDOR);
