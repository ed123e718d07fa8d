/** The URL of the site, without a final slash. Throws if it isn't one. */
export declare function siteUrl(base: string): string;
/** Whether a folder may be replaced: it doesn't exist, is empty, or is a site that was built before. */
export declare function emptyOrOurs(folder: string): boolean;
