/** Candor that tells clients of sign-outs: each fault is found by the requirements that speak of it, and by no other. */
import { judge } from "./candor/judged.ts";
import { LOGOUTS_AT_CANDOR } from "./candor/logouts.ts";

judge(LOGOUTS_AT_CANDOR);
