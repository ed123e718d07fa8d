export declare function removeStale(src: string, dist: string): string[];
