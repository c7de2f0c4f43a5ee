export { createCustomerApp } from './customer.app.js';
export { createLogger } from './edge/logger.js';
export { type RunningApi, startApi } from './server.js';
export { type AppOptions, createStaffApp } from './staff.app.js';
