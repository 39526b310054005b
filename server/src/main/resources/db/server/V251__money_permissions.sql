-- What accounts may do with money. Where no roles are kept (no identity), there is nobody to give them to.
do $$
begin
  if to_regclass('kedge.permission') is not null then
    insert into kedge.permission (name, zh, en) values
      ('money:read',    '查看资金',               'see trust accounts, deposits, payments, reconciliations'),
      ('money:approve', '资金复核（双人之一）',   'decide about money, as one of two officers'),
      ('money:operate', '资金操作',               'open accounts, take files, reconcile, run the sandbox bank')
    on conflict do nothing;
    insert into kedge.role_permission (role, permission)
      select r.role, r.permission from (values
        ('CLEARING_AGENT', 'money:read'), ('CLEARING_AGENT', 'money:approve'), ('CLEARING_AGENT', 'money:operate'),
        ('OPERATOR', 'money:read'), ('REGULATOR', 'money:read'), ('AUDITOR', 'money:read'),
        ('admin', 'money:read')) as r (role, permission)
      where exists (select 1 from kedge.role where name = r.role)
    on conflict do nothing;
  end if;
end
$$;
