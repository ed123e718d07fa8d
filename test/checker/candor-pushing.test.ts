/** Candor with pushed requests and with APIs: each fault is found by the requirements that speak of it, and by no other. */
import { judge } from "./candor/judged.ts";
import { PUSHING_AT_CANDOR } from "./candor/pushing.ts";

judge(PUSHING_AT_CANDOR);
