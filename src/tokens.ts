export * from './contract/schemas';
export * from './server/token';
export * from './operations/token';
export * from './kernel/token';
export * from './registry/token';
export * from './transfers/token';
export * from './panel/token';
export * from './workbench/token';
