/** Candor with devices and with call centers that ask users elsewhere: each fault is found by the requirements that speak of it. */

import { DEVICES_AT_CANDOR } from "./candor/devices.ts";
import { judge } from "./candor/judged.ts";

judge(DEVICES_AT_CANDOR);
