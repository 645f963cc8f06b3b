// kind: module
// Static imports of a module.
// expects: esm.example.com unpkg.example.com
import { start } from "https://esm.example.com/start.js";
import "//unpkg.example.com/side-effect.js";
start({ debug: false });
export default 1;
