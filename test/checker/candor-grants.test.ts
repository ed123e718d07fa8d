/** Candor that exchanges tokens and accepts assertions: each fault is found by the requirements that speak of it, and by no other. */

import { GRANTS_AT_CANDOR } from "./candor/grants.ts";
import { judge } from "./candor/judged.ts";

judge(GRANTS_AT_CANDOR);
