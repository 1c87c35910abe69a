// The one-way street: app → lib/server → lib/task-types → components → lib/core. An arrow may skip ahead, never run back, never sideways.
const only = (name, from, ...forbidden) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.tsx?$|^lib/server/testing/' },
  to: { path: forbidden },
})

module.exports = {
  forbidden: [
    only(
      'core-is-pure',
      '^lib/core/',
      '^app/',
      '^lib/server/',
      '^lib/task-types/',
      '^components/',
      '^prisma/',
      '^bin/',
    ),
    {
      name: 'core-does-no-io',
      severity: 'error',
      from: { path: '^lib/core/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    only('components-know-no-types', '^components/', '^app/', '^lib/server/', '^lib/task-types/', '^prisma/', '^bin/'),
    only('types-know-no-server', '^lib/task-types/', '^app/', '^lib/server/', '^prisma/', '^bin/'),
    only('server-knows-no-routes', '^lib/server/', '^app/', '^bin/'),
    {
      name: 'types-do-not-see-each-other',
      severity: 'error',
      from: { path: '^lib/task-types/([^/]+)/' },
      to: { path: '^lib/task-types/([^/]+)/', pathNot: '^lib/task-types/$1/' },
    },
    {
      name: 'prisma-behind-the-server',
      severity: 'error',
      from: { pathNot: '^(lib/server|prisma|bench)/' },
      to: { path: '^(prisma/generated|node_modules/@prisma)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(next-env|\\.next)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|\\.concord|prisma/generated)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
