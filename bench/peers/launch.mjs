// Loaded before the scanner: it has no option for the system's Chromium.
import { chromium } from "playwright";

const launch = chromium.launch.bind(chromium);
chromium.launch = (options) => launch({ ...options, executablePath: process.env.CHROMIUM });
