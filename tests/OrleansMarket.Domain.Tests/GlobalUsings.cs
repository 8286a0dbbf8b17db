global using CsCheck;
global using Xunit;
global using static OrleansMarket.Domain.Tests.Clock;
global using static OrleansMarket.Domain.Tests.Example;
