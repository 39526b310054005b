insert into kedge.permission (name, zh, en) values
  ('jobs:read',   '查看任务与营业日',   'see jobs, their runs and closed days'),
  ('jobs:manage', '管理任务',           'run jobs, change their settings, give them a key'),
  ('log:read',    '查看操作日志',       'see what was asked of the server')
on conflict do nothing;

insert into kedge.role_permission (role, permission) values
  ('admin', 'jobs:read'), ('admin', 'jobs:manage'), ('admin', 'log:read'),
  ('OPERATOR', 'jobs:read'), ('OPERATOR', 'jobs:manage'), ('OPERATOR', 'log:read'),
  ('REGULATOR', 'jobs:read'), ('REGULATOR', 'log:read'),
  ('AUDITOR', 'jobs:read'), ('AUDITOR', 'log:read')
on conflict do nothing;
