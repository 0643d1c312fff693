// Everything works without this script. It moves the reader to what needs mending.
"use strict";
const faults = document.getElementById("faults");
if (faults) faults.focus();
