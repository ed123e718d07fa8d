/** Candor under FAPI 2.0: each fault is found by the requirements that speak of it, and by no other. */

import { FAPI_AT_CANDOR } from "./candor/fapi.ts";
import { judge } from "./candor/judged.ts";

judge(FAPI_AT_CANDOR);
