/** The script of the console: what makes it better than it is without one. Each improvement is a file that starts by itself. */
import "../../pages/copy-script.ts";
import "./redirect-uris.ts";
import "./times.ts";
import "./refusals.ts";
