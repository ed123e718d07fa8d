/** Candor with clients that prove something by a key: each fault is found by the requirements that speak of it, and by no other. */
import { judge } from "./candor/judged.ts";
import { KEYS_AT_CANDOR } from "./candor/keys.ts";

judge(KEYS_AT_CANDOR);
